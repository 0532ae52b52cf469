package io.kundenwert.imports.reading.profile;

import io.kundenwert.imports.reading.values.NumberParser;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the evidence of one column for reading it as numbers. */
final class NumberEvidenceBuilder {
  private long plain;
  private long comma;
  private long point;
  private long open;
  private long negative;
  private long positive;
  private long openCommaCounts;
  private long openPointCounts;
  private @Nullable String commaExample;
  private @Nullable String pointExample;
  private final List<String> openExamples = new ArrayList<>(0);

  void add(String value, NumberParser withComma, NumberParser withPoint) {
    boolean isComma = withComma.parse(value);
    boolean isPoint = withPoint.parse(value);
    if (!isComma && !isPoint) {
      return;
    }
    NumberParser parsed = isComma ? withComma : withPoint;
    if (parsed.isNegative()) {
      negative++;
    } else if (!parsed.isZero()) {
      positive++;
    }
    if (isComma && isPoint) {
      addBoth(value, withComma, withPoint);
    } else if (isComma) {
      comma++;
      commaExample = Examples.firstOf(commaExample, value);
    } else {
      point++;
      pointExample = Examples.firstOf(pointExample, value);
    }
  }

  private void addBoth(String value, NumberParser withComma, NumberParser withPoint) {
    if (withComma.sameAs(withPoint)) {
      plain++;
      return;
    }
    open++;
    Examples.add(openExamples, value, 3);
    if (withComma.decimals() == 0 && withPoint.decimals() > 0) {
      openCommaCounts++;
    } else if (withPoint.decimals() == 0 && withComma.decimals() > 0) {
      openPointCounts++;
    }
  }

  NumberEvidence build() {
    return new NumberEvidence(
        plain,
        comma,
        point,
        open,
        negative,
        positive,
        commaExample,
        pointExample,
        List.copyOf(openExamples),
        openCommaCounts,
        openPointCounts);
  }
}
