package io.kundenwert.support.problem;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** Problems as answers, with the texts of the service and those that all services share. */
@AutoConfiguration(
    afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class ProblemAutoConfiguration {
  @Bean
  ProblemWriter problemWriter(
      @Value("${spring.application.name}") String service, JsonMapper jsonMapper) {
    return new ProblemWriter(new ProblemTexts(service), jsonMapper);
  }

  @Bean
  ProblemAdvice problemAdvice(ProblemWriter problemWriter) {
    return new ProblemAdvice(problemWriter);
  }

  @Bean
  UnderWay failuresUnderWay() {
    return new UnderWay();
  }
}
