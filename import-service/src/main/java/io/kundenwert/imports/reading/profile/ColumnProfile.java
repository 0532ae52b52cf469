package io.kundenwert.imports.reading.profile;

import java.util.List;

/**
 * What the values of one column are like.
 *
 * @param index place in the file, from 0
 * @param header heading as written; a letter if the file has no header
 * @param samples up to five distinct values, each cut after 200 characters
 * @param filled cells that are not empty
 * @param emails cells that look like an e-mail address
 * @param repeatedEmails whether an address occurs more than once among the first ten thousand
 * @param numbers evidence for reading the column as numbers
 * @param dates evidence for reading the column as dates
 */
public record ColumnProfile(
    int index,
    String header,
    List<String> samples,
    long filled,
    long emails,
    boolean repeatedEmails,
    NumberEvidence numbers,
    DateEvidence dates) {}
