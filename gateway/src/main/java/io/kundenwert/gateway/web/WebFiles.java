package io.kundenwert.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.AbstractResourceResolver;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.springframework.web.servlet.resource.PathResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

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
        .resourceChain(false)
        .addResolver(new BrotliFirst())
        .addResolver(new EncodedResourceResolver())
        .addResolver(new PathResourceResolver());
    registry
        .addResourceHandler("/theme.js", "/icon.svg")
        .addResourceLocations(location)
        .setCacheControl(CacheControl.noCache());
  }

  /**
   * Browsers name gzip before br, and the first that they name would be taken: what understands
   * Brotli is taken at that word.
   */
  private static final class BrotliFirst extends AbstractResourceResolver {
    private static final String BROTLI = "br";

    @Override
    protected @Nullable Resource resolveResourceInternal(
        @Nullable HttpServletRequest request,
        String path,
        List<? extends Resource> locations,
        ResourceResolverChain chain) {
      return chain.resolveResource(
          request == null ? null : new Preferring(request), path, locations);
    }

    @Override
    protected @Nullable String resolveUrlPathInternal(
        String path, List<? extends Resource> locations, ResourceResolverChain chain) {
      return chain.resolveUrlPath(path, locations);
    }

    private static final class Preferring extends HttpServletRequestWrapper {
      Preferring(HttpServletRequest request) {
        super(request);
      }

      @Override
      public @Nullable String getHeader(String name) {
        String value = super.getHeader(name);
        boolean brotli =
            value != null
                && name.equalsIgnoreCase(HttpHeaders.ACCEPT_ENCODING)
                && Arrays.stream(value.split(",", -1))
                    .anyMatch(each -> each.strip().equals(BROTLI));
        return brotli ? BROTLI : value;
      }
    }
  }
}
