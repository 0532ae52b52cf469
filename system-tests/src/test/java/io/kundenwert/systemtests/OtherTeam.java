package io.kundenwert.systemtests;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Another team of the demo team's owner, with a product. Services take both from the topics, where
 * they are put here as team-service would.
 *
 * @param api the API in that team
 * @param product its product
 */
record OtherTeam(Api api, UUID product) {
  private static final UUID OWNER = UUID.fromString("01990000-0000-7000-8000-000000000001");

  static OtherTeam in(Installation installation) {
    UUID team = UUID.randomUUID();
    UUID product = UUID.randomUUID();
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", installation.kafka()),
            new StringSerializer(),
            new StringSerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  "team.access.v1",
                  team.toString(),
                  """
                  {"teamId": "%s", "version": 1, "status": "active", "plan": "enterprise",
                   "members": [{"userId": "%s", "role": "owner"}],
                   "products": [{"productId": "%s", "createdBy": "%s"}]}
                  """
                      .formatted(team, OWNER, product, OWNER)))
          .get();
      producer
          .send(
              new ProducerRecord<>(
                  "team.products.v1",
                  product.toString(),
                  """
                  {"productId": "%s", "teamId": "%s", "version": 1, "name": "Other",
                   "currency": "EUR", "timeZone": "Europe/Berlin", "highFrom": 10000,
                   "mediumFrom": 5000, "rankBy": "gross"}
                  """
                      .formatted(product, team)))
          .get();
    } catch (ExecutionException | InterruptedException failure) {
      throw new IllegalStateException("The broker does not answer", failure);
    }
    return new OtherTeam(installation.api().in(team), product);
  }
}
