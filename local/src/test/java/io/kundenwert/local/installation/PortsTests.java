package io.kundenwert.local.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTests {

  @Test
  void takenPortIsRefusedWithItsOwnerAndTheNextChoice() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> Ports.requireFree("127.0.0.1", port))
          .isInstanceOf(CannotStart.class)
          .hasMessageContaining("Port " + port + " is already in use")
          .hasMessageContaining("(process " + ProcessHandle.current().pid() + ")")
          .hasMessageContaining("--port " + (port + 1));
    }
  }

  @Test
  void freePortPasses() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = socket.getLocalPort();
    }
    Ports.requireFree("127.0.0.1", port);
    assertThat(PortOwner.of(port)).isEmpty();
  }

  @Test
  void innerPortsAreDistinctAndBelowTheEphemeralRange() {
    Ports ports = new Ports(new Random(1));
    Set<Integer> given = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      int port = ports.free();
      assertThat(port).isBetween(18_000, 31_999);
      assertThat(given.add(port)).isTrue();
    }
  }
}
