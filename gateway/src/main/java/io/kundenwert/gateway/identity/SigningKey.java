package io.kundenwert.gateway.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.math.ec.ECPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key that signs tokens. */
final class SigningKey {
  private static final Logger log = LoggerFactory.getLogger(SigningKey.class);

  private SigningKey() {}

  /**
   * The key in a PEM file (PKCS#8, EC P-256), or a new one if no file is named.
   *
   * @throws IllegalArgumentException if the file is missing or has another key
   */
  static ECKey of(String file) {
    try {
      if (file.isEmpty()) {
        log.warn(
            "No signing key is configured (KUNDENWERT_DEV_KEY_FILE): tokens are signed with a key"
                + " that lives as long as this process");
        return complete(new ECKeyGenerator(Curve.P_256).generate());
      }
      return complete(read(Path.of(file)));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("The signing key cannot be read: " + file, unreadable);
    } catch (GeneralSecurityException | JOSEException | IllegalArgumentException malformed) {
      // Without the cause: its message may quote the key.
      throw new IllegalArgumentException(
          "The signing key is not an EC P-256 key in PKCS#8 PEM: " + file);
    }
  }

  private static ECKey read(Path file) throws IOException, GeneralSecurityException {
    String base64 =
        Files.readString(file)
            .replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "")
            .replaceAll("\\s", "");
    ECPrivateKey key =
        (ECPrivateKey)
            KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    if (!Curve.P_256.equals(Curve.forECParameterSpec(key.getParams()))) {
      throw new GeneralSecurityException("Not P-256");
    }
    // The file has the private number only; the public point follows from it.
    ECPoint point =
        ECNamedCurveTable.getParameterSpec("secp256r1").getG().multiply(key.getS()).normalize();
    return new ECKey.Builder(
            Curve.P_256,
            coordinate(point.getAffineXCoord().toBigInteger()),
            coordinate(point.getAffineYCoord().toBigInteger()))
        .privateKey(key)
        .build();
  }

  private static Base64URL coordinate(BigInteger value) {
    return ECKey.encodeCoordinate(
        Curve.P_256.toECParameterSpec().getCurve().getField().getFieldSize(), value);
  }

  private static ECKey complete(ECKey key) throws JOSEException {
    return new ECKey.Builder(key)
        .keyUse(KeyUse.SIGNATURE)
        .algorithm(JWSAlgorithm.ES256)
        .keyIDFromThumbprint()
        .build();
  }
}
