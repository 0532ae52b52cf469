package io.kundenwert.gateway.web;

import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * The built files of the web application. They are compressed when they are built: a browser gets
 * the smallest form that it understands. An installation that was built without Node has none.
 */
@Component
public class WebFiles implements WebMvcConfigurer {
  private static final Duration YEAR = Duration.ofDays(365);

  private final String location;
  private final Resource index;

  WebFiles(
      @Value("${kundenwert.gateway.web:classpath:/web/}") String location, ResourceLoader loader) {
    this.location = location;
    this.index = loader.getResource(location + "index.html");
  }

  /** The one page that all addresses of the application begin with; empty if there is none. */
  public Optional<Resource> index() {
    return index.exists() ? Optional.of(index) : Optional.empty();
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    // Their names change with their content.
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations(location + "assets/")
        .setCacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable())
        .resourceChain(true)
        .addResolver(new EncodedResourceResolver())
        .addResolver(new PathResourceResolver());
    registry
        .addResourceHandler("/theme.js", "/icon.svg")
        .addResourceLocations(location)
        .setCacheControl(CacheControl.noCache());
  }
}
