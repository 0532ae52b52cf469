package io.kundenwert.local.samples;

import java.time.LocalDate;

/**
 * An invented customer.
 *
 * @param number running number, from 1
 * @param spendCents gross spend
 * @param refundCents refunded part
 */
record Person(
    int number,
    String firstName,
    String lastName,
    String company,
    String email,
    String phone,
    String country,
    String city,
    String postalCode,
    long spendCents,
    long refundCents,
    int payments,
    LocalDate first,
    LocalDate last) {

  String name() {
    return firstName + " " + lastName;
  }
}
