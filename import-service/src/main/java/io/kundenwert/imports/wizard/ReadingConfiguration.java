package io.kundenwert.imports.wizard;

import io.kundenwert.imports.conversion.Planner;
import io.kundenwert.imports.mapping.HeaderSynonyms;
import io.kundenwert.imports.mapping.MappingProposer;
import io.kundenwert.imports.reading.TableFiles;
import io.kundenwert.imports.reading.csv.CsvFiles;
import io.kundenwert.imports.reading.profile.FileProfiler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of reading, which know nothing of Spring. */
@Configuration(proxyBeanMethods = false)
class ReadingConfiguration {
  @Bean
  TableFiles tableFiles() {
    return new CsvFiles(HeaderSynonyms::isKnown);
  }

  @Bean
  FileProfiler fileProfiler(TableFiles files) {
    return new FileProfiler(files);
  }

  @Bean
  MappingProposer mappingProposer() {
    return new MappingProposer();
  }

  @Bean
  Planner planner() {
    return new Planner();
  }
}
