package io.kundenwert.support.docs;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Describes what all services have in common. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class DocsAutoConfiguration {
  private static final String PROBLEM = "Problem";

  @Bean
  RequiredComponents requiredComponents() {
    return new RequiredComponents();
  }

  /** Every operation may answer a problem: RFC 9457 with code, params and correlation id. */
  @Bean
  OpenApiCustomizer problemResponses() {
    return api -> {
      if (api.getPaths() == null) {
        return;
      }
      if (api.getComponents() == null) {
        api.setComponents(new Components());
      }
      api.getComponents().addSchemas(PROBLEM, problem());
      if (api.getComponents().getSchemas() != null) {
        api.getComponents().getSchemas().remove("ProblemDetail");
      }
      ApiResponse response =
          new ApiResponse()
              .description("A problem; title and detail in German or English by Accept-Language")
              .content(
                  new Content()
                      .addMediaType(
                          "application/problem+json",
                          new MediaType()
                              .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
      api.getPaths().values().stream()
          .flatMap(path -> path.readOperations().stream())
          .forEach(
              operation -> {
                operation
                    .getResponses()
                    .keySet()
                    .removeIf(status -> status.startsWith("4") || status.startsWith("5"));
                operation.getResponses().addApiResponse("default", response);
              });
    };
  }

  private static Schema<?> problem() {
    return new ObjectSchema()
        .addProperty("type", new StringSchema().description("urn:kundenwert:problem:<code>"))
        .addProperty("title", new StringSchema())
        .addProperty("status", new IntegerSchema())
        .addProperty("detail", new StringSchema())
        .addProperty("instance", new StringSchema())
        .addProperty("code", new StringSchema().description("stable, for programs"))
        .addProperty(
            "params",
            new ObjectSchema()
                .description("what the text names, by name")
                .additionalProperties(true))
        .addProperty("correlationId", new StringSchema())
        .required(List.of("type", "title", "status", "code", "params"));
  }
}
