package io.kundenwert.imports.reading.values;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the status of a payment, as tools write it, says about its money. */
public enum PaymentStatus {
  /** The money came. */
  SUCCESSFUL(
      "paid",
      "succeeded",
      "success",
      "successful",
      "completed",
      "complete",
      "processing",
      "captured",
      "settled",
      "true",
      "yes",
      "payment",
      "on_payment",
      "paidoff",
      "balanced",
      "partially refunded",
      "partial refund",
      "bezahlt",
      "gezahlt",
      "erfolgreich",
      "abgeschlossen",
      "erledigt",
      "zahlung",
      "eingegangen",
      "in bearbeitung",
      "teilweise erstattet",
      "ja",
      "wc-completed",
      "wc-processing"),
  /** The money came and went back: the whole amount, unless a column says how much. */
  REFUNDED(
      "refunded", "fully refunded", "erstattet", "zurückerstattet", "rückerstattet", "wc-refunded"),
  /** The row is a refund itself: its amount is money that went back. */
  REFUND(
      "refund",
      "on_refund",
      "chargeback",
      "on_chargeback",
      "erstattung",
      "rückerstattung",
      "rückgabe",
      "rückzahlung",
      "rücklastschrift",
      "rückbuchung",
      "gutschrift",
      "creditnote"),
  /** No money came. */
  UNSUCCESSFUL(
      "failed",
      "failure",
      "pending",
      "canceled",
      "cancelled",
      "unpaid",
      "open",
      "draft",
      "void",
      "voided",
      "declined",
      "expired",
      "blocked",
      "on-hold",
      "on hold",
      "trash",
      "incomplete",
      "uncaptured",
      "requires_action",
      "requires_payment_method",
      "requires_confirmation",
      "requires_capture",
      "refund_request",
      "payment_denial",
      "on_payment_missed",
      "false",
      "no",
      "overdue",
      "uncollectible",
      "test",
      "fehlgeschlagen",
      "abgelehnt",
      "ausstehend",
      "offen",
      "storniert",
      "abgebrochen",
      "entwurf",
      "unbezahlt",
      "überfällig",
      "wartend",
      "in wartestellung",
      "zahlung ausstehend",
      "nein",
      "wc-failed",
      "wc-pending",
      "wc-cancelled",
      "wc-on-hold");

  private static final Map<String, PaymentStatus> STATUSES =
      Stream.of(values())
          .flatMap(status -> status.texts.stream().map(text -> Map.entry(text, status)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  @SuppressWarnings("ImmutableEnumChecker") // Set.of makes sets that cannot be changed
  private final Set<String> texts;

  PaymentStatus(String... texts) {
    this.texts = Set.of(texts);
  }

  /** The status that a text means; null if it is not known. */
  public static @Nullable PaymentStatus of(String text) {
    PaymentStatus status = STATUSES.get(text);
    return status == null ? STATUSES.get(text.toLowerCase(Locale.ROOT)) : status;
  }
}
