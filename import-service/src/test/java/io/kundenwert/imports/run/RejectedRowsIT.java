package io.kundenwert.imports.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.imports.FakeCustomers;
import io.kundenwert.imports.ServiceIT;
import io.kundenwert.imports.Team;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rows that were not taken, with their reasons. */
@ServiceIT
@ExtendWith(OutputCaptureExtension.class)
class RejectedRowsIT {
  private final FakeCustomers customers = FakeCustomers.get();
  private final Team team;

  RejectedRowsIT(@LocalServerPort int port) {
    this.team = Team.at(port);
  }

  @Test
  void areDownloadedWithTheirCellsInFileOrder(CapturedOutput log) {
    customers.product(team.product).reject(row -> row == 4);
    String file =
        """
        E-Mail;Name;Gesamtausgaben
        anna.geheim@example.com;Anna Geheim;10,00 €
        ;Ohne Adresse;5,00 €
        =cmd|' /C calc'!A0;+49 171 555;"12,3,4"
        carl.geheim@example.com;Carl Geheim;-7,00 €
        dora.geheim@example.com;Dora;8,00 €
        """;
    UUID id = team.start(file);
    JsonNode done = team.await(id, "finished");
    long rejected = done.at("/run/counts/rejected").asLong();
    team.await(
        id,
        state -> {
          long reasons = 0;
          for (JsonNode rows : state.at("/run/counts/rejectedByCode")) {
            reasons += rows.asLong();
          }
          return reasons == rejected;
        });
    HttpResponse<String> german =
        team.get(team.owner, "/imports/" + id + "/rejected-rows.csv", "Accept-Language", "de");
    assertThat(german.statusCode()).isEqualTo(200);
    assertThat(german.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
    List<String> lines = german.body().lines().toList();
    assertThat(lines.getFirst()).isEqualTo("\uFEFFE-Mail;Name;Gesamtausgaben;Zeile;Code;Grund");
    assertThat(lines).hasSize((int) rejected + 1);
    assertThat(lines.get(1)).startsWith("\"\";Ohne Adresse;5,00 €;2;email-missing;");
    assertThat(lines.get(2)).startsWith("'=cmd|' /C calc'!A0;+49 171 555;");
    assertThat(lines.getLast()).startsWith("carl.geheim@example.com;Carl Geheim;-7,00 €;4;");
    HttpResponse<String> english =
        team.get(team.owner, "/imports/" + id + "/rejected-rows.csv?lang=en");
    assertThat(english.body().lines().findFirst())
        .contains("\uFEFFE-Mail,Name,Gesamtausgaben,Row,Code,Reason");
    JsonNode page =
        JsonMapper.shared()
            .readTree(
                team.get(team.owner, "/imports/" + id + "/rejected-rows?code=email-missing")
                    .body());
    assertThat(page.at("/items/0/row").asLong()).isEqualTo(2);
    assertThat(page.path("items").size()).isEqualTo(1);
    assertThat(log.getAll()).doesNotContain("Geheim", "geheim@", "Ohne Adresse", "171 555");
  }

  @Test
  void areAllThereHoweverManyTheyAre() {
    StringBuilder file = new StringBuilder("E-Mail;Name;Gesamtausgaben\n");
    for (int i = 1; i <= 6_000; i++) {
      file.append(i % 2 == 0 ? "kein-at-%d;N;1,00\n" : "ok%d@example.com;N;1,00\n".formatted(i));
    }
    UUID id = team.start(file.toString());
    JsonNode done = team.await(id, "finished");
    assertThat(done.at("/run/counts/rejected").asLong()).isEqualTo(3_000);
    assertThat(done.at("/run/counts/created").asLong()).isEqualTo(3_000);
    List<String> lines =
        team.get(team.owner, "/imports/" + id + "/rejected-rows.csv").body().lines().toList();
    assertThat(lines).hasSize(3_001);
    assertThat(lines.getLast()).contains(",6000,");
  }
}
