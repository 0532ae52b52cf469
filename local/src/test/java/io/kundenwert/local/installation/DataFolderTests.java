package io.kundenwert.local.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTests {

  @TempDir Path temp;

  @Test
  void isMadeWithItsLayoutVersion() throws IOException {
    try (DataFolder folder = DataFolder.open(temp.resolve("new/data"))) {
      assertThat(folder.root().resolve("layout-version")).hasContent("1");
    }
  }

  @Test
  void belongsToOneInstallationAtATime() {
    DataFolder first = DataFolder.open(temp);
    assertThatThrownBy(() -> DataFolder.open(temp))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("already running on " + temp)
        .hasMessageContaining("./kundenwert down");
    first.close();
    DataFolder.open(temp).close();
  }

  @Test
  void refusesDataOfANewerVersion() throws IOException {
    Files.writeString(temp.resolve("layout-version"), "2\n");
    assertThatThrownBy(() -> DataFolder.open(temp))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("newer version")
        .hasMessageContaining("layout 2");
    Files.writeString(temp.resolve("layout-version"), "1\n");
    DataFolder.open(temp).close();
  }

  @Test
  void refusesADiskThatIsNearlyFull() {
    assertThatThrownBy(() -> DataFolder.open(temp, Long.MAX_VALUE))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("nearly full")
        .hasMessageContaining("--data DIR");
  }

  @Test
  void saysWhenTheFolderCannotBeUsed() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "not a folder");
    assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("cannot be used")
        .hasMessageContaining("--data DIR");
  }
}
