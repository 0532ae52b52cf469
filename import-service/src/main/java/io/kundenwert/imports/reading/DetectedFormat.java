package io.kundenwert.imports.reading;

import java.util.List;

/**
 * A file's format with the evidence for it (A2).
 *
 * @param format how the file is read
 * @param findings the reason for each part
 * @param firstLines the first eight lines of the file, decoded in the format's encoding, each cut
 *     after 500 characters
 * @param byteOrderMark whether the file starts with one
 */
public record DetectedFormat(
    FileFormat format, List<Finding> findings, List<String> firstLines, boolean byteOrderMark) {}
