package io.kundenwert.imports.conversion;

import io.kundenwert.imports.mapping.Field;
import io.kundenwert.imports.reading.values.Blank;
import io.kundenwert.imports.reading.values.Countries;
import io.kundenwert.imports.reading.values.CurrencySign;
import io.kundenwert.imports.reading.values.DateParser;
import io.kundenwert.imports.reading.values.DateReading;
import io.kundenwert.imports.reading.values.NumberParser;
import io.kundenwert.imports.reading.values.NumberReading;
import io.kundenwert.imports.reading.values.YesNo;
import io.kundenwert.support.email.EmailAddress;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows people how cells are read, in their own notation. */
final class ValueRenderer {
  private static final DateTimeFormatter GERMAN_DATE =
      DateTimeFormatter.ofPattern("d. MMMM uuuu", Locale.GERMANY);
  private static final DateTimeFormatter ENGLISH_DATE =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(", HH:mm", Locale.ROOT);

  private final ReadingContext context;

  ValueRenderer(ReadingContext context) {
    this.context = context;
  }

  RenderedValue amount(String raw, NumberReading reading, @Nullable String headingCurrency) {
    NumberParser parser = new NumberParser(reading);
    if (!parser.parse(Blank.trim(raw)) || parser.isBeyondBounds()) {
      return new RenderedValue(raw, null, null);
    }
    CurrencySign sign = parser.currency();
    if (sign == null && headingCurrency != null) {
      sign = CurrencySign.find(headingCurrency);
    }
    Currency currency = Currency.getInstance(code(sign));
    return new RenderedValue(
        raw,
        format(parser.value(), NumberFormat.getCurrencyInstance(Locale.GERMANY), currency),
        format(parser.value(), NumberFormat.getCurrencyInstance(Locale.US), currency));
  }

  RenderedValue count(String raw, NumberReading reading) {
    NumberParser parser = new NumberParser(reading);
    if (!parser.parse(Blank.trim(raw)) || parser.decimals() > 0 || parser.isBeyondBounds()) {
      return new RenderedValue(raw, null, null);
    }
    return new RenderedValue(
        raw,
        NumberFormat.getIntegerInstance(Locale.GERMANY).format(parser.value()),
        NumberFormat.getIntegerInstance(Locale.US).format(parser.value()));
  }

  RenderedValue date(String raw, DateReading reading, boolean utc) {
    ZoneId written = utc ? ZoneOffset.UTC : context.zone();
    DateParser parser = new DateParser(reading, written, context.zone());
    if (!parser.parse(Blank.trim(raw))) {
      return new RenderedValue(raw, null, null);
    }
    String time =
        parser.instant() == null
            ? ""
            : TIME.format(LocalDateTime.ofInstant(parser.instant(), context.zone()));
    return new RenderedValue(
        raw, GERMAN_DATE.format(parser.date()) + time, ENGLISH_DATE.format(parser.date()) + time);
  }

  RenderedValue text(String raw, Field field, boolean negated) {
    String value = Blank.trim(raw);
    return switch (field) {
      case EMAIL -> same(raw, EmailAddress.identity(value));
      case COUNTRY -> same(raw, Countries.codeOrText(value));
      case CURRENCY -> {
        CurrencySign sign = CurrencySign.find(value);
        yield same(raw, sign == null ? null : code(sign));
      }
      case CONSENT -> {
        Boolean yes = YesNo.of(value);
        yield yes == null
            ? same(raw, value)
            : new RenderedValue(raw, yes != negated ? "Ja" : "Nein", yes != negated ? "Yes" : "No");
      }
      default -> same(raw, value);
    };
  }

  private String code(@Nullable CurrencySign sign) {
    return sign == null || sign.canMean(context.currency())
        ? context.currency()
        : sign.codes().getFirst();
  }

  private static RenderedValue same(String raw, @Nullable String value) {
    return new RenderedValue(raw, value, value);
  }

  private static String format(BigDecimal value, NumberFormat format, Currency currency) {
    format.setCurrency(currency);
    format.setMinimumFractionDigits(Math.max(currency.getDefaultFractionDigits(), 0));
    format.setMaximumFractionDigits(
        Math.max(value.scale(), Math.max(currency.getDefaultFractionDigits(), 0)));
    return format.format(value);
  }
}
