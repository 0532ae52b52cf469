package io.kundenwert.imports.mapping;

import java.util.Locale;

/**
 * The fields that a column can be mapped to (A3), and meanings that are recognised but not taken.
 */
public enum Field {
  /** The customer's e-mail address: the identity. */
  EMAIL(Group.REQUIRED, Kind.TEXT),
  /** Full name. */
  NAME(Group.REQUIRED, Kind.TEXT),
  /** First name; with or instead of {@link #LAST_NAME} in place of {@link #NAME}. */
  FIRST_NAME(Group.REQUIRED, Kind.TEXT),
  /** Last name. */
  LAST_NAME(Group.REQUIRED, Kind.TEXT),
  /** Gross total spend. */
  TOTAL_SPEND(Group.RECOMMENDED, Kind.AMOUNT),
  /** Monthly spend as the file states it. */
  MONTHLY_SPEND(Group.OPTIONAL, Kind.AMOUNT),
  /** Number of payments. */
  PAYMENT_COUNT(Group.OPTIONAL, Kind.COUNT),
  /** Day of the first payment. */
  FIRST_PAYMENT_DATE(Group.OPTIONAL, Kind.DATE),
  /** Day of the last payment. */
  LAST_PAYMENT_DATE(Group.OPTIONAL, Kind.DATE),
  /** Refunded amount, of a customer or of the row's payment. */
  REFUND_VOLUME(Group.OPTIONAL, Kind.AMOUNT),
  /** Currency of the row's amounts. */
  CURRENCY(Group.OPTIONAL, Kind.TEXT),
  /** Company. */
  COMPANY(Group.OPTIONAL, Kind.TEXT),
  /** Phone number. */
  PHONE(Group.OPTIONAL, Kind.TEXT),
  /** Country by name or code. */
  COUNTRY(Group.OPTIONAL, Kind.TEXT),
  /** Tags, separated by commas, semicolons or bars. */
  TAGS(Group.OPTIONAL, Kind.TEXT),
  /** Consent to marketing. */
  CONSENT(Group.OPTIONAL, Kind.TEXT),
  /** The customer's id in the source. */
  EXTERNAL_ID(Group.OPTIONAL, Kind.TEXT),
  /** The payment's id in the source: makes the row a contribution of its own. */
  TRANSACTION_ID(Group.PAYMENT, Kind.TEXT),
  /** Gross amount of the row's payment. */
  TRANSACTION_AMOUNT(Group.PAYMENT, Kind.AMOUNT),
  /** Day or instant of the row's payment. */
  TRANSACTION_DATE(Group.PAYMENT, Kind.DATE),
  /** Whether the payment succeeded. */
  TRANSACTION_STATUS(Group.PAYMENT, Kind.TEXT),
  /** Fee of the payment, information only. */
  TRANSACTION_FEE(Group.PAYMENT, Kind.AMOUNT),
  /** A custom field of the product. */
  CUSTOM(Group.CUSTOM, Kind.TEXT),
  /** The column is not imported. */
  SKIP(Group.NONE, Kind.TEXT),

  /** When the customer was created: recognised, not a field of a customer. */
  CREATED_DATE(Group.NOT_TAKEN, Kind.DATE),
  /** Disputed amount. */
  DISPUTE_VOLUME(Group.NOT_TAKEN, Kind.AMOUNT),
  /** Net amount of a payment. */
  TRANSACTION_NET_AMOUNT(Group.NOT_TAKEN, Kind.AMOUNT),
  /** Amount still open. */
  OPEN_AMOUNT(Group.NOT_TAKEN, Kind.AMOUNT),
  /** Score of a survey answer. */
  NPS_SCORE(Group.NOT_TAKEN, Kind.COUNT),
  /** Comment of a survey answer. */
  NPS_COMMENT(Group.NOT_TAKEN, Kind.TEXT),
  /** Date of a survey answer. */
  NPS_DATE(Group.NOT_TAKEN, Kind.DATE),
  /** Id of a survey answer. */
  NPS_RESPONSE_ID(Group.NOT_TAKEN, Kind.TEXT),
  /** Category of a survey answer. */
  NPS_CATEGORY(Group.NOT_TAKEN, Kind.TEXT),
  /** Name of a survey. */
  SURVEY_NAME(Group.NOT_TAKEN, Kind.TEXT);

  /** Where a field stands in the list that people choose from. */
  public enum Group {
    /** Has to be mapped. */
    REQUIRED,
    /** Without it there is no value. */
    RECOMMENDED,
    /** Useful. */
    OPTIONAL,
    /** Makes sense in files of single payments. */
    PAYMENT,
    /** A field of the product's own. */
    CUSTOM,
    /** Not a field. */
    NONE,
    /** Recognised, but not imported from customer files: never a target. */
    NOT_TAKEN
  }

  /** What the values of a field are. */
  public enum Kind {
    /** Text. */
    TEXT,
    /** Money, exact to the currency's minor unit. */
    AMOUNT,
    /** A whole number, not negative. */
    COUNT,
    /** A day, perhaps with a time. */
    DATE
  }

  private final Group group;
  private final Kind kind;

  Field(Group group, Kind kind) {
    this.group = group;
    this.kind = kind;
  }

  /** Where the field stands. */
  public Group group() {
    return group;
  }

  /** What its values are. */
  public Kind kind() {
    return kind;
  }

  /** Whether a column can be mapped to it. */
  public boolean isTarget() {
    return group != Group.NOT_TAKEN;
  }

  /** Whether at most one column can be mapped to it. */
  public boolean isUnique() {
    return this != CUSTOM && this != SKIP;
  }

  /** The name in requests and answers, for example {@code total-spend}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The constant with a wire name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Field ofWireName(String name) {
    for (Field field : values()) {
      if (field.wireName().equals(name)) {
        return field;
      }
    }
    throw new IllegalArgumentException("Unknown field");
  }
}
