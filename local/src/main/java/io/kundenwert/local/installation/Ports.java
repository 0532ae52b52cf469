package io.kundenwert.local.installation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Ports of an installation. Inner ports are drawn from below the range that the operating system
 * gives to outgoing connections, so that a service that is started again finds its own port free.
 */
public final class Ports {

  private static final int FIRST = 18_000;
  private static final int LAST = 31_999;

  private final RandomGenerator random;
  private final Set<Integer> given = new HashSet<>();

  /** With the source of the numbers. */
  public Ports(RandomGenerator random) {
    this.random = random;
  }

  /** A port that is free now and was not given before. */
  public int free() {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = random.nextInt(FIRST, LAST + 1);
      if (isFree("127.0.0.1", port) && given.add(port)) {
        return port;
      }
    }
    throw new CannotStart("No free port was found between " + FIRST + " and " + LAST + ".");
  }

  /**
   * Checks the public port.
   *
   * @throws CannotStart if something listens on it, said by name where it can be found out
   */
  public static void requireFree(String host, int port) {
    if (isFree(host, port)) {
      return;
    }
    String who = PortOwner.of(port).map(owner -> " by " + owner).orElse("");
    throw new CannotStart(
        "Port %d is already in use%s.\nEnd that program, or choose another port: --port %d"
            .formatted(port, who, port + 1));
  }

  private static boolean isFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
