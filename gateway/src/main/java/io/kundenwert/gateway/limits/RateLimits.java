package io.kundenwert.gateway.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.kundenwert.gateway.address.Addresses;
import io.kundenwert.gateway.address.ClientAddress;
import io.kundenwert.gateway.problem.GatewayProblem;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * How often one address may ask for what is open to everybody. In this gateway's memory: with
 * several gateways each counts for itself, and what must hold exactly (attempts at one account)
 * team-service counts in its database.
 */
@Component
public class RateLimits {
  /**
   * As many addresses as are remembered; of more, those that were not seen for long are forgotten.
   */
  private static final int ADDRESSES = 10_000;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Providers give a home at least so much of the IPv6 range. */
  private static final int NETWORK_BYTES = 8;

  private final ClientAddress addresses;
  private final LoadingCache<String, Bucket> signIns;
  private final LoadingCache<String, Bucket> openRequests;

  RateLimits(
      ClientAddress addresses,
      @Value("${kundenwert.gateway.limits.sign-ins-per-minute}") int signInsPerMinute,
      @Value("${kundenwert.gateway.limits.open-requests-per-minute}") int openRequestsPerMinute) {
    this.addresses = addresses;
    this.signIns = buckets(signInsPerMinute);
    this.openRequests = buckets(openRequestsPerMinute);
  }

  private static LoadingCache<String, Bucket> buckets(int perMinute) {
    return Caffeine.newBuilder()
        .maximumSize(ADDRESSES)
        // A bucket that was left alone for so long is full again.
        .expireAfterAccess(MINUTE)
        .build(
            address ->
                Bucket.builder()
                    .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, MINUTE))
                    .build());
  }

  /** Counts a request, if it is one of those that are counted. */
  void count(HttpServletRequest request) {
    if (Addresses.IS_SIGN_IN.matches(request)) {
      take(signIns, request);
    } else if (Addresses.IS_OPEN.matches(request)) {
      take(openRequests, request);
    }
  }

  private void take(LoadingCache<String, Bucket> buckets, HttpServletRequest request) {
    ConsumptionProbe probe =
        buckets.get(network(addresses.of(request))).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw GatewayProblem.tooManyRequests(
          1 + Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds());
    }
  }

  private static String network(String address) {
    return InetAddress.ofLiteral(address) instanceof Inet6Address six
        ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
        : address;
  }
}
