package io.kundenwert.imports.upload;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Where uploads are kept, and their bounds.
 *
 * @param dir directory; replicas share it
 * @param maxSize bytes of a file, at most
 * @param maxDuration time that a file may take to arrive
 */
@ConfigurationProperties("kundenwert.uploads")
record UploadProperties(Path dir, DataSize maxSize, Duration maxDuration) {}
