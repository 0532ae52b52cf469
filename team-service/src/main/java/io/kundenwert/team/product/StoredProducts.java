package io.kundenwert.team.product;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;

/** The table of products. Ids are time-ordered: their order is that of creation. */
interface StoredProducts extends JpaRepository<Product, UUID> {
  Optional<Product> findByTeamIdAndProductId(UUID teamId, UUID productId);

  List<Product> findByTeamIdOrderByProductId(UUID teamId, Limit limit);

  List<Product> findByTeamIdAndProductIdGreaterThanOrderByProductId(
      UUID teamId, UUID after, Limit limit);

  List<Product> findByTeamIdAndProductIdLessThanOrderByProductIdDesc(
      UUID teamId, UUID before, Limit limit);
}
