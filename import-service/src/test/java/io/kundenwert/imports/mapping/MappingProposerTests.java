package io.kundenwert.imports.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.imports.mapping.MappingProposal.Basis;
import io.kundenwert.imports.mapping.MappingProposal.Confidence;
import io.kundenwert.imports.reading.profile.Profiles;
import java.util.List;
import org.junit.jupiter.api.Test;

class MappingProposerTests {

  @Test
  void stripesCustomersExportIsMappedRight() {
    assertThat(
            targets(
                "id,Description,Email,Name,Created (UTC),Delinquent,Plan,Status,Total Spend,Payment Count,Refunded Volume,Dispute Losses,tag (metadata)",
                "cus_1,,max@example.com,Max Meier,2024-01-02 03:04,false,pro,active,120.50,3,0.00,0.00,vip",
                "cus_2,,eva@example.com,Eva Wolf,2024-01-03 03:04,false,,canceled,20.00,1,5.00,0.00,"))
        .isEqualTo(
            "id=external-id Email=email Name=name Total Spend=total-spend Payment Count=payment-count"
                + " Refunded Volume=refund-volume tag (metadata)=tags");
  }

  @Test
  void stripesPaymentsExportIsMappedRight() {
    assertThat(
            targets(
                "id,Description,Seller Message,Created (UTC),Amount,Amount Refunded,Currency,Converted Amount,Converted Amount Refunded,Fee,Tax,Converted Currency,Mode,Status,Statement Descriptor,Customer ID,Customer Description,Customer Email,Captured,Card ID,Card Last4,Card Name,Card Address Country,Disputed Amount,Invoice ID,PaymentIntent ID",
                "ch_1,x,ok,2025-12-31 14:30,\"0,25\",\"0,00\",eur,\"0,25\",\"0,00\",\"0,26\",,eur,Live,Paid,ASK,cus_1,Max,max@example.com,true,card_1,4242,Max Meier,DE,,in_1,pi_1",
                "ch_2,x,ok,2025-12-30 14:30,\"1,25\",\"0,00\",eur,\"1,25\",\"0,00\",\"0,26\",,eur,Live,Failed,ASK,cus_1,Max,max@example.com,false,card_1,4242,Max Meier,DE,,in_2,pi_2"))
        .isEqualTo(
            "id=transaction-id Created (UTC)=transaction-date Amount=transaction-amount"
                + " Amount Refunded=refund-volume Currency=currency Fee=transaction-fee"
                + " Status=transaction-status Customer ID=external-id Customer Email=email"
                + " Card Name=name Card Address Country=country");
  }

  @Test
  void wooCommercesCustomersAreMappedRight() {
    assertThat(
            targets(
                "Name,Username,Last Active,Sign Up,Email,Orders,Total Spend,AOV,Country / Region,City,Region,Postal Code",
                "Max Meier,max,2026-01-02,2025-01-02,max@example.com,3,120.50,40.17,DE,Köln,NRW,50667"))
        .isEqualTo(
            "Name=name Email=email Orders=payment-count Total Spend=total-spend"
                + " Country / Region=country");
  }

  @Test
  void wooCommercesOrderExportIsMappedRight() {
    assertThat(
            targets(
                "order_id,order_number,order_date,paid_date,status,shipping_total,order_total,order_currency,payment_method,transaction_id,customer_id,customer_user,customer_email,billing_first_name,billing_last_name,billing_company,billing_email,billing_phone,billing_country",
                "727,727,2025-01-02 03:04:05,2025-01-02 03:05:05,completed,4.90,29.35,EUR,paypal,tx1,26,26,max@example.com,Max,Meier,,max@example.com,030 1,DE"))
        .isEqualTo(
            "order_id=transaction-id order_date=transaction-date status=transaction-status"
                + " order_total=transaction-amount order_currency=currency customer_id=external-id"
                + " customer_email=email"
                + " billing_first_name=first-name billing_last_name=last-name"
                + " billing_company=company billing_phone=phone"
                + " billing_country=country");
  }

  @Test
  void theGermanHeadingsOfTheSeedsAreMappedRight() {
    assertThat(
            targets(
                "Kunden-E-Mail-Adresse;Name;Gesamtausgaben;Monatliche Ausgaben;Zahlungsanzahl;Erstes Zahlungsdatum;Letztes Zahlungsdatum;Rückerstattungsvolumen",
                "max@example.com;Max;1.234,50;10,00;12;01.02.2021;03.04.2022;0,00"))
        .isEqualTo(
            "Kunden-E-Mail-Adresse=email Name=name Gesamtausgaben=total-spend"
                + " Monatliche Ausgaben=monthly-spend Zahlungsanzahl=payment-count"
                + " Erstes Zahlungsdatum=first-payment-date"
                + " Letztes Zahlungsdatum=last-payment-date"
                + " Rückerstattungsvolumen=refund-volume");
  }

  @Test
  void hubSpotsContactsAreMappedRight() {
    assertThat(
            targets(
                "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Company Name,Lifecycle Stage,Lead Status,Create Date,Country/Region,Marketing contact status",
                "1,Max,Meier,max@example.com,030 1,Eva,Meier AG,Lead,New,2024-03-12 09:14,Germany,Marketing contact"))
        .isEqualTo(
            "Record ID=external-id First Name=first-name Last Name=last-name Email=email"
                + " Phone Number=phone Company Name=company Country/Region=country"
                + " Marketing contact status=consent");
  }

  @Test
  void umsatzIsATotalInAListOfCustomers() {
    MappingProposal.Column column =
        propose("E-Mail;Name;Umsatz", "a@b.de;A;1,50", "c@d.de;C;2,50").get("Umsatz");
    assertThat(column.target()).hasToString("total-spend");
    assertThat(column.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(column.alternatives()).containsExactly(Field.TRANSACTION_AMOUNT);
  }

  @Test
  void betragIsATotalOnlyAsAGuessToLookAt() {
    MappingProposal.Column column =
        propose("E-Mail;Name;Betrag", "a@b.de;A;1,50", "c@d.de;C;2,50").get("Betrag");
    assertThat(column.target()).hasToString("total-spend");
    assertThat(column.confidence()).isEqualTo(Confidence.UNCLEAR);
  }

  @Test
  void betragIsOnePaymentWhereACustomerComesTwice() {
    Columns columns =
        propose("E-Mail;Name;Betrag;Datum", "a@b.de;A;1,50;01.02.2024", "a@b.de;A;2,50;02.02.2024");
    assertThat(columns.get("Betrag").target()).hasToString("transaction-amount");
    assertThat(columns.get("Betrag").confidence()).isEqualTo(Confidence.UNCLEAR);
    assertThat(columns.get("Datum").target()).hasToString("transaction-date");
  }

  @Test
  void betragIsOnePaymentBesideAnInvoiceNumber() {
    assertThat(
            targets(
                "Rechnungsnummer;E-Mail;Name;Umsatz;Datum;Status",
                "R1;a@b.de;A;1,50;01.02.2024;bezahlt"))
        .isEqualTo(
            "Rechnungsnummer=transaction-id E-Mail=email Name=name Umsatz=transaction-amount"
                + " Datum=transaction-date Status=transaction-status");
  }

  @Test
  void addressesAreFoundByTheirValues() {
    MappingProposal.Column column = propose("Login;Name", "a@b.de;A", "c@d.de;C").get("Login");
    assertThat(column.target()).hasToString("email");
    assertThat(column.basis()).isEqualTo(Basis.VALUES);
    assertThat(column.confidence()).isEqualTo(Confidence.LIKELY);
  }

  @Test
  void valuesOverruleAHeading() {
    Columns columns = propose("Mail;Kontakt;Name", "ja;a@b.de;A", "nein;c@d.de;C");
    assertThat(columns.get("Mail").target()).isEqualTo(ColumnTarget.SKIP);
    assertThat(columns.get("Mail").confidence()).isEqualTo(Confidence.UNCLEAR);
    assertThat(columns.get("Kontakt").target()).hasToString("email");
  }

  @Test
  void ofTwoColumnsForAFieldTheOtherIsSkippedAndSaysWhy() {
    Columns columns = propose("Rechnungs-E-Mail;E-Mail;Name", "a@b.de;c@d.de;A", "e@f.de;g@h.de;C");
    assertThat(columns.get("E-Mail").target()).hasToString("email");
    assertThat(columns.get("Rechnungs-E-Mail").target()).isEqualTo(ColumnTarget.SKIP);
    assertThat(columns.get("Rechnungs-E-Mail").takenBy()).isEqualTo(1);
    assertThat(columns.get("Rechnungs-E-Mail").recognised()).isEqualTo(Field.EMAIL);
  }

  @Test
  void anEmptyColumnDoesNotTakeAFieldFromAFilledOne() {
    Columns columns = propose("Telefon;Mobil;E-Mail;Name", ";0170 1;a@b.de;A", ";0170 2;c@d.de;C");
    assertThat(columns.get("Mobil").target()).hasToString("phone");
  }

  @Test
  void moneyUnderACountIsNotTakenAsACount() {
    MappingProposal.Column column =
        propose("E-Mail;Name;Zahlungen", "a@b.de;A;120,50", "c@d.de;C;99,90").get("Zahlungen");
    assertThat(column.target()).isEqualTo(ColumnTarget.SKIP);
    assertThat(column.confidence()).isEqualTo(Confidence.UNCLEAR);
  }

  @Test
  void statusIsConsentWhereItSaysSubscribed() {
    assertThat(propose("Email Address,Status,Name", "a@b.de,subscribed,A").get("Status").target())
        .hasToString("consent");
    assertThat(propose("Email Address,Status,Name", "a@b.de,active,A").get("Status").target())
        .isEqualTo(ColumnTarget.SKIP);
  }

  @Test
  void sevdeskCallsACompanyName() {
    assertThat(targets("name;surename;familyname;customerNumber;E-Mail", "AG;Max;Meier;7;a@b.de"))
        .isEqualTo(
            "name=company surename=first-name familyname=last-name customerNumber=external-id"
                + " E-Mail=email");
  }

  @Test
  void unknownColumnsAreSkipped() {
    MappingProposal.Column column =
        propose("E-Mail;Name;Schuhgröße", "a@b.de;A;42").get("Schuhgröße");
    assertThat(column.target()).isEqualTo(ColumnTarget.SKIP);
    assertThat(column.basis()).isEqualTo(Basis.NONE);
    assertThat(column.recognised()).isNull();
  }

  @Test
  void answersOfASurveyAreRecognisedAndNotTaken() {
    Columns columns = propose("E-Mail;Name;NPS Score;Kategorie", "a@b.de;A;9;Promoter");
    assertThat(columns.get("NPS Score").target()).isEqualTo(ColumnTarget.SKIP);
    assertThat(columns.get("NPS Score").recognised()).isEqualTo(Field.NPS_SCORE);
    assertThat(columns.get("Kategorie").recognised()).isEqualTo(Field.NPS_CATEGORY);
    assertThat(propose("E-Mail;Name;Kategorie", "a@b.de;A;Stamm").get("Kategorie").target())
        .hasToString("tags");
  }

  private static String targets(String... lines) {
    StringBuilder targets = new StringBuilder();
    for (MappingProposal.Column column : propose(lines).all()) {
      if (!column.target().equals(ColumnTarget.SKIP)) {
        targets.append(' ').append(column.header()).append('=').append(column.target());
      }
    }
    return targets.substring(1);
  }

  private static Columns propose(String... lines) {
    return new Columns(new MappingProposer().propose(Profiles.ofLines(lines)).columns());
  }

  private record Columns(List<MappingProposal.Column> all) {
    MappingProposal.Column get(String header) {
      return all.stream()
          .filter(column -> column.header().equals(header))
          .findFirst()
          .orElseThrow();
    }
  }
}
