package io.kundenwert.local.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTests {

  @TempDir Path temp;

  @Test
  void onlyTheOwnerMayReadThem() throws IOException {
    Path folder = temp.resolve("secrets");
    Secrets.in(folder);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    List<Path> files;
    try (Stream<Path> content = Files.list(folder)) {
      files = content.toList();
    }
    assertThat(files).hasSize(3);
    for (Path file : files) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .as(file.toString())
          .isEqualTo("rw-------");
    }
  }

  @Test
  void stayTheSameBetweenRuns() throws IOException {
    Secrets first = Secrets.in(temp);
    String key = Files.readString(first.signingKey());
    Secrets second = Secrets.in(temp);
    assertThat(second).isEqualTo(first);
    assertThat(Files.readString(second.signingKey())).isEqualTo(key);
  }

  @Test
  void differBetweenInstallations() {
    Secrets one = Secrets.in(temp.resolve("one"));
    Secrets other = Secrets.in(temp.resolve("other"));
    assertThat(one.apiKey()).startsWith("kw_").hasSizeGreaterThan(30).isNotEqualTo(other.apiKey());
    assertThat(one.databasePassword()).isNotEqualTo(other.databasePassword());
  }

  @Test
  void signingKeyIsAP256KeyInPkcs8Pem() throws IOException, GeneralSecurityException {
    String pem = Files.readString(Secrets.in(temp).signingKey());
    assertThat(pem).startsWith("-----BEGIN PRIVATE KEY-----\n");
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    ECPrivateKey key =
        (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    assertThat(key.getParams().getCurve().getField().getFieldSize()).isEqualTo(256);
  }
}
