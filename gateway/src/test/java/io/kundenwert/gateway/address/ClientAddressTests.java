package io.kundenwert.gateway.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ClientAddressTests {
  private final ClientAddress behindProxies =
      new ClientAddress(List.of("10.0.0.0/8", " fd00::/8 ", ""));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.1 | 1.2.3.4 | 1.2.3.4",
        "10.0.0.1 | 6.6.6.6, 1.2.3.4 | 1.2.3.4",
        "10.0.0.1 | 6.6.6.6, 1.2.3.4, 10.9.9.9 | 1.2.3.4",
        "10.0.0.1 | 10.0.0.2, 10.0.0.3 | 10.0.0.2",
        "fd00::1 | 2001:DB8::1 | 2001:db8:0:0:0:0:0:1",
        "10.0.0.1 | ::ffff:1.2.3.4 | 1.2.3.4",
        "10.0.0.1 | evil.example, 10.0.0.2 | 10.0.0.2",
        "10.0.0.1 | 1.2.3.4, not-an-address | 10.0.0.1",
        "10.0.0.1 | '' | 10.0.0.1",
        "7.7.7.7 | 1.2.3.4 | 7.7.7.7"
      })
  void believesOnlyWhatTrustedProxiesWrote(String peer, String forwarded, String expected) {
    assertThat(behindProxies.of(request(peer, forwarded))).isEqualTo(expected);
  }

  @Test
  void believesNothingWithoutProxies() {
    assertThat(new ClientAddress(List.of()).of(request("127.0.0.1", "1.2.3.4")))
        .isEqualTo("127.0.0.1");
  }

  @Test
  void readsSeveralHeadersAsOneList() {
    MockHttpServletRequest request = request("10.0.0.1", "6.6.6.6");
    request.addHeader("X-Forwarded-For", "1.2.3.4, 10.0.0.9");
    assertThat(behindProxies.of(request)).isEqualTo("1.2.3.4");
  }

  private static MockHttpServletRequest request(String peer, String forwarded) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemoteAddr(peer);
    request.addHeader("X-Forwarded-For", forwarded);
    return request;
  }
}
