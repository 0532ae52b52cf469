package io.kundenwert.support.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A refusal that the caller is told: status, stable code, parameters. Title and detail come from
 * the message bundles under {@code <code>.title} and {@code <code>.detail}, where {@code {name}}
 * stands for a parameter.
 */
public class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String code;
  private final transient Map<String, Object> params;

  /** A refusal without parameters. */
  public Problem(HttpStatus status, String code) {
    this(status, code, Map.of());
  }

  /**
   * A refusal with parameters.
   *
   * @param status HTTP status
   * @param code stable code, lower case with hyphens
   * @param params values the text or a client needs; they are sent as they are: no secrets
   */
  public Problem(HttpStatus status, String code, Map<String, ?> params) {
    super(code, null, false, false);
    this.status = status;
    this.code = code;
    this.params = new LinkedHashMap<>(params);
  }

  /** 404 for an object that does not exist, or belongs to another team. */
  public static Problem notFound(String what) {
    return new Problem(HttpStatus.NOT_FOUND, "not-found", Map.of("what", what));
  }

  /** 400 for a parameter that cannot be used. */
  public static Problem badRequest(String code, String field, @Nullable Object value) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("field", field);
    if (value != null) {
      params.put("value", value);
    }
    return new Problem(HttpStatus.BAD_REQUEST, code, params);
  }

  /** The HTTP status. */
  public HttpStatus status() {
    return status;
  }

  /** The stable code. */
  public String code() {
    return code;
  }

  /** The parameters. */
  public Map<String, Object> params() {
    return params;
  }
}
