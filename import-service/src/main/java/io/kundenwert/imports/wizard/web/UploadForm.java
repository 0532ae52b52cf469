package io.kundenwert.imports.wizard.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kundenwert.imports.upload.StoredUpload;
import io.kundenwert.imports.upload.UploadStore;
import io.kundenwert.support.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.MultipartStream.MalformedStreamException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * An upload form, read part by part as it arrives. The file goes straight to the upload store, once
 * and with its hash worked out on the way; the container's own multipart support would write it to
 * a second place first.
 *
 * @param fields the other parts by name
 * @param fileName name of the file, without path and control characters
 * @param upload the kept file
 */
record UploadForm(Map<String, String> fields, String fileName, StoredUpload upload) {
  private static final int MAX_FIELD = 1024 * 1024;
  private static final int MAX_FIELDS = 20;
  private static final int MAX_NAME = 200;
  private static final long FORM_OVERHEAD = 2L * MAX_FIELD;
  private static final String FILE = "file";

  /**
   * Reads a form and keeps its file.
   *
   * @throws Problem 400, 408, 413 or 415 if it is not such a form or too large; nothing is kept
   */
  static UploadForm read(HttpServletRequest request, UploadStore store) throws IOException {
    if (request.getContentLengthLong() > store.maxSize() + FORM_OVERHEAD) {
      throw new Problem(
          HttpStatus.CONTENT_TOO_LARGE, "too-large", Map.of("limitBytes", store.maxSize()));
    }
    String type = request.getContentType();
    if (type == null || !type.startsWith("multipart/form-data")) {
      throw new Problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type");
    }
    Parts parts = new Parts(store);
    try {
      FileUpload reader = new FileUpload();
      reader.setHeaderEncoding(UTF_8.name());
      FileItemIterator items = reader.getItemIterator(new ServletRequestContext(request));
      while (items.hasNext()) {
        parts.take(items.next());
      }
      return parts.form();
    } catch (FileUploadException | MalformedStreamException malformed) {
      parts.discard();
      throw new Problem(HttpStatus.BAD_REQUEST, "upload-broken");
    } catch (IOException | RuntimeException failure) {
      parts.discard();
      throw failure;
    }
  }

  /** The value of a field; the default if it is missing or empty. */
  String field(String name, String byDefault) {
    String value = fields.get(name);
    return value == null || value.isBlank() ? byDefault : value.strip();
  }

  /** What has arrived so far. */
  private static final class Parts {
    private final UploadStore store;
    private final Map<String, String> fields = new HashMap<>();
    private @Nullable String fileName;
    private @Nullable StoredUpload upload;

    Parts(UploadStore store) {
      this.store = store;
    }

    void take(FileItemStream part) throws IOException {
      try (InputStream bytes = part.openStream()) {
        if (FILE.equals(part.getFieldName())) {
          if (upload != null) {
            throw Problem.badRequest("invalid-parameter", FILE, null);
          }
          fileName = clean(part.getName());
          upload = store.store(bytes);
        } else {
          takeField(part.getFieldName(), bytes);
        }
      }
    }

    private void takeField(@Nullable String name, InputStream bytes) throws IOException {
      byte[] value = bytes.readNBytes(MAX_FIELD + 1);
      if (name == null || value.length > MAX_FIELD || fields.size() >= MAX_FIELDS) {
        throw Problem.badRequest("invalid-parameter", name == null ? "" : clean(name), null);
      }
      fields.put(name, new String(value, UTF_8));
    }

    UploadForm form() {
      StoredUpload kept = upload;
      String name = fileName;
      if (kept == null || name == null) {
        throw Problem.badRequest("file-missing", FILE, null);
      }
      return new UploadForm(fields, name, kept);
    }

    void discard() throws IOException {
      StoredUpload kept = upload;
      if (kept != null) {
        store.delete(kept.key());
      }
    }
  }

  /** Some browsers send a path; nobody needs control characters. */
  static String clean(@Nullable String given) {
    String name = given == null ? "" : given;
    name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    StringBuilder kept = new StringBuilder();
    name.codePoints()
        .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
        .limit(MAX_NAME)
        .forEach(kept::appendCodePoint);
    String cleaned = kept.toString().strip();
    return cleaned.isEmpty() ? "import" : cleaned;
  }
}
