package io.kundenwert.imports.wizard;

import io.kundenwert.imports.run.Runs;
import io.kundenwert.imports.upload.UploadStore;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes the imports of deleted products with their files (D3): runs are stopped first, and
 * everything goes when the last one has ended. Replicas need no lock: deleting twice is deleting
 * once, and the product itself goes last.
 */
@Component
class ProductDeletion {
  private static final Logger log = LoggerFactory.getLogger(ProductDeletion.class);

  /** What a product has. */
  private static final List<String> TABLES =
      List.of(
          "row_fingerprint",
          "run_known_rows",
          "import_overlap",
          "rejected_row",
          "republish_request",
          "run_progress",
          "import_run",
          "mapping_template",
          "file_import",
          "product");

  private final JdbcClient jdbc;
  private final Runs runs;
  private final UploadStore uploads;

  private record Product(UUID teamId, UUID productId) {}

  ProductDeletion(JdbcClient jdbc, Runs runs, UploadStore uploads) {
    this.jdbc = jdbc;
    this.runs = runs;
    this.uploads = uploads;
  }

  @Scheduled(
      initialDelayString = "${kundenwert.deletion.delay:2s}",
      fixedDelayString = "${kundenwert.deletion.delay:2s}")
  void work() throws IOException {
    List<Product> deleted =
        jdbc.sql("SELECT team_id, product_id FROM product WHERE deleted")
            .query(
                (row, number) ->
                    new Product(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
            .list();
    for (Product product : deleted) {
      if (runs.stopAll(product.teamId(), product.productId())) {
        delete(product);
      }
    }
  }

  private void delete(Product product) throws IOException {
    for (String key :
        jdbc.sql("SELECT upload_key FROM file_import WHERE team_id = ? AND product_id = ?")
            .params(product.teamId(), product.productId())
            .query(String.class)
            .list()) {
      uploads.delete(key);
    }
    for (String table : TABLES) {
      jdbc.sql("DELETE FROM " + table + " WHERE team_id = ? AND product_id = ?")
          .params(product.teamId(), product.productId())
          .update();
    }
    log.info("The imports of product {} are deleted", product.productId());
  }
}
