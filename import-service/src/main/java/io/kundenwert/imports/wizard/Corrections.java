package io.kundenwert.imports.wizard;

import io.kundenwert.imports.mapping.Mapping;
import io.kundenwert.imports.reading.Row;
import io.kundenwert.imports.reading.TableFiles;
import io.kundenwert.imports.reading.TableReader;
import io.kundenwert.imports.reading.profile.FileProfile;
import io.kundenwert.imports.run.RejectedRows;
import io.kundenwert.imports.upload.StoredUpload;
import io.kundenwert.imports.upload.UploadStore;
import io.kundenwert.support.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Recognises files of rejected rows that come back corrected (A6). */
@Component
class Corrections {
  private static final int ROWS = 200;

  private final FileImports imports;
  private final RejectedRows rejected;
  private final TableFiles files;
  private final UploadStore uploads;

  Corrections(FileImports imports, RejectedRows rejected, TableFiles files, UploadStore uploads) {
    this.imports = imports;
    this.rejected = rejected;
    this.files = files;
    this.uploads = uploads;
  }

  /**
   * What a file corrects.
   *
   * @param file the import that rejected its rows
   * @param columns columns of the file, without those that say why
   */
  record Corrected(FileImport file, int columns) {
    /** A mapping in which the columns that say why are skipped. */
    Mapping without(Mapping mapping) {
      return new Mapping(
          mapping.columns().stream().filter(choice -> choice.column() < columns).toList());
    }
  }

  /**
   * What a file corrects: what the user says, or else what its last columns and their values say.
   *
   * @param said the import that the user named; null if none
   * @return null if it corrects nothing
   * @throws Problem 404 if there is no such import in the product
   */
  @Nullable Corrected of(
      UUID teamId, UUID productId, StoredUpload upload, FileProfile profile, @Nullable UUID said) {
    List<String> header = profile.header();
    int columns = RejectedRows.columnsBefore(header);
    UUID importId = said;
    if (importId == null && columns < header.size()) {
      importId =
          rejected
              .rejecting(
                  teamId, productId, header.subList(0, columns), notes(upload, profile, columns))
              .orElse(null);
    }
    if (importId == null) {
      return null;
    }
    FileImport first =
        imports
            .find(teamId, importId)
            .filter(file -> file.productId().equals(productId))
            .orElseThrow(() -> Problem.notFound("import"));
    return new Corrected(first, columns);
  }

  /** Number and code of the first rows that have them. */
  private List<RejectedRows.Note> notes(StoredUpload upload, FileProfile profile, int columns) {
    List<RejectedRows.Note> notes = new ArrayList<>();
    try (TableReader reader =
        files.open(uploads.content(upload.key()), profile.detected().format())) {
      for (int i = 0; i < ROWS; i++) {
        Row row = reader.next();
        if (row == null) {
          break;
        }
        if (row.cells().size() > columns + 1 && row.cells().get(columns).matches("[0-9]{1,15}")) {
          notes.add(
              new RejectedRows.Note(
                  Long.parseLong(row.cells().get(columns)), row.cells().get(columns + 1)));
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return notes;
  }
}
