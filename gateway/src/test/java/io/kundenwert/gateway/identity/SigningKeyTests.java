package io.kundenwert.gateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTests {
  @TempDir Path folder;

  @RepeatedTest(20)
  void findsThePublicPointOfAPrivateKey() throws Exception {
    KeyPair pair = keyPair("secp256r1");
    ECKey key = SigningKey.of(file(pair).toString());
    assertThat(key.toECPublicKey().getW()).isEqualTo(((ECPublicKey) pair.getPublic()).getW());
    JWSObject signed =
        new JWSObject(new JWSHeader(JWSAlgorithm.ES256), new Payload("x".getBytes(UTF_8)));
    signed.sign(new ECDSASigner(key));
    assertThat(signed.verify(new ECDSAVerifier((ECPublicKey) pair.getPublic()))).isTrue();
  }

  @Test
  void namesAKeyByItsContent() throws Exception {
    Path file = file(keyPair("secp256r1"));
    assertThat(SigningKey.of(file.toString()).getKeyID())
        .isEqualTo(SigningKey.of(file.toString()).getKeyID());
    assertThat(SigningKey.of("").getKeyID()).isNotEqualTo(SigningKey.of("").getKeyID());
  }

  @Test
  void refusesAnotherCurveAndWhatIsNoKey() throws Exception {
    Path otherCurve = file(keyPair("secp384r1"));
    assertThatThrownBy(() -> SigningKey.of(otherCurve.toString()))
        .hasMessageContaining("not an EC P-256 key");
    Path noKey = Files.writeString(folder.resolve("no-key.pem"), "c2VjcmV0");
    assertThatThrownBy(() -> SigningKey.of(noKey.toString()))
        .hasMessageContaining("not an EC P-256 key")
        .hasMessageNotContaining("c2VjcmV0")
        .hasNoCause();
    assertThatThrownBy(() -> SigningKey.of(folder.resolve("missing").toString()))
        .hasMessageContaining("cannot be read");
  }

  private static KeyPair keyPair(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private Path file(KeyPair pair) throws Exception {
    return Files.writeString(
        folder.resolve("key.pem"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
  }
}
