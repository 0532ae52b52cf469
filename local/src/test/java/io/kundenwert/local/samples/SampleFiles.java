package io.kundenwert.local.samples;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All sample files and their description, always the same for this code. */
final class SampleFiles {

  private SampleFiles() {}

  static List<SampleFile> generate() {
    List<SampleFile> files = new ArrayList<>();
    files.add(GermanExcel.generate(new People(20_261_122L).invent(420), 1));
    // A shop's customers, some of whom also stand in the Excel file.
    List<Person> online = new People(20_261_122L).invent(620).subList(300, 620);
    files.add(StripeCustomers.generate(online, 2));
    files.add(WooCommerceCustomers.generate(new People(77).invent(300), 3));
    files.add(SinglePayments.generate(new People(78).invent(120), 4));
    files.add(EveryDefect.generate());
    files.add(readme(files));
    return files;
  }

  private static SampleFile readme(List<SampleFile> files) {
    String table =
        files.stream()
            .map(file -> "| `%s` | %d | %s |\n".formatted(file.name(), file.rows(), file.what()))
            .collect(Collectors.joining());
    String text =
        """
        # Sample files

        Files as people have them. Every person and company is invented; the addresses lie in
        domains that are reserved for examples. `./kundenwert demo` imports the first one.

        | file | rows | what |
        |---|---|---|
        %s
        They are made from a seed by `local/src/test/java/io/kundenwert/local/samples`; a test
        proves that they are what it writes. To change them, change the code and run
        `./mvnw -pl local -am test -Dtest=SampleFilesTests -Dsurefire.failIfNoSpecifiedTests=false \
        -Dkundenwert.samples.write=true`.
        """
            .formatted(table);
    return new SampleFile("README.md", text.getBytes(StandardCharsets.UTF_8), 0, "this text");
  }
}
