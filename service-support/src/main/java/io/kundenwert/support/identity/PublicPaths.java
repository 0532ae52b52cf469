package io.kundenwert.support.identity;

import java.util.List;

/**
 * Addresses of a service that need no token: what they do is guarded by something else, such as a
 * one-time token in the body.
 *
 * @param paths path patterns
 */
public record PublicPaths(List<String> paths) {
  /** With a copy. */
  public PublicPaths {
    paths = List.copyOf(paths);
  }
}
