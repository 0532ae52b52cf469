package io.kundenwert.team.product;

import io.kundenwert.events.ProductState;
import io.kundenwert.support.access.Role;
import io.kundenwert.support.events.EventOutbox;
import io.kundenwert.support.lists.ListPage;
import io.kundenwert.support.lists.ListQuery;
import io.kundenwert.support.problem.Problem;
import io.kundenwert.team.access.AccessStates;
import io.kundenwert.team.account.People;
import io.kundenwert.team.message.Messages;
import io.kundenwert.team.team.Members;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpStatus;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The products of all teams (D4). */
@Service
public class Products {
  private final StoredProducts products;
  private final AccessStates access;
  private final Members members;
  private final People people;
  private final Messages messages;
  private final EventOutbox outbox;
  private final Clock clock;

  Products(
      StoredProducts products,
      AccessStates access,
      Members members,
      People people,
      Messages messages,
      EventOutbox outbox,
      Clock clock) {
    this.products = products;
    this.access = access;
    this.members = members;
    this.people = people;
    this.messages = messages;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** All products of a team, oldest first. */
  @Transactional(readOnly = true)
  public List<ProductView> of(UUID teamId) {
    return products.findByTeamIdOrderByProductId(teamId, Limit.unlimited()).stream()
        .map(Product::view)
        .toList();
  }

  /** A page of a team's products, oldest first. */
  @Transactional(readOnly = true)
  public ListPage<ProductView> page(UUID teamId, ListQuery query) {
    Limit limit = Limit.of(query.fetch());
    List<Product> read;
    if (query.after() != null) {
      read =
          products.findByTeamIdAndProductIdGreaterThanOrderByProductId(
              teamId, query.after(), limit);
    } else if (query.before() != null) {
      read =
          products.findByTeamIdAndProductIdLessThanOrderByProductIdDesc(
              teamId, query.before(), limit);
    } else {
      read = products.findByTeamIdOrderByProductId(teamId, limit);
    }
    return ListPage.of(query, read.stream().map(Product::view).toList(), ProductView::id);
  }

  /**
   * A product.
   *
   * @throws Problem 404 if the team has no such product
   */
  @Transactional(readOnly = true)
  public ProductView get(UUID teamId, UUID productId) {
    return find(teamId, productId).view();
  }

  /** Creates a product; it is its creator's own. */
  @Transactional
  public ProductView create(UUID teamId, UUID productId, UUID createdBy, ProductSettings settings) {
    members.lock(teamId);
    Product product =
        products.saveAndFlush(new Product(teamId, productId, createdBy, settings, clock.instant()));
    outbox.publish(productId.toString(), product.state());
    access.changed(teamId);
    return product.view();
  }

  /**
   * Replaces a product's settings.
   *
   * @param version the version that the change was made to
   * @throws Problem 404 if the team has no such product; 409 {@code stale-version} if it was
   *     changed meanwhile, {@code currency-fixed} if the settings have another currency
   */
  @Transactional
  public ProductView change(UUID teamId, UUID productId, long version, ProductSettings settings) {
    Product product = find(teamId, productId);
    if (product.version() != version) {
      throw staleVersion(product.version());
    }
    if (!product.currency().equals(settings.currency())) {
      throw new Problem(
          HttpStatus.CONFLICT, "currency-fixed", Map.of("currency", product.currency()));
    }
    product.take(settings);
    try {
      products.saveAndFlush(product);
    } catch (ObjectOptimisticLockingFailureException overtaken) {
      throw staleVersion(version + 1);
    }
    if (product.version() != version) {
      outbox.publish(productId.toString(), product.state());
    }
    return product.view();
  }

  /**
   * Deletes a product with everything that hangs on it: the tombstone tells every service to forget
   * its customers, imports and payments.
   *
   * @param name the product's name, as a confirmation
   * @throws Problem 404 if the team has no such product; 409 {@code name-differs}
   */
  @Transactional
  public void delete(UUID teamId, UUID productId, String name) {
    members.lock(teamId);
    Product product = find(teamId, productId);
    if (!product.view().name().equals(name.strip())) {
      throw new Problem(HttpStatus.CONFLICT, "name-differs");
    }
    products.delete(product);
    products.flush();
    outbox.publishTombstone(productId.toString(), ProductState.class);
    access.changed(teamId);
  }

  /**
   * Makes a product another member's own.
   *
   * @throws Problem 404 if the team has no such product; 409 {@code creator-role} if that person is
   *     no member or a viewer
   */
  @Transactional
  public void transfer(UUID teamId, UUID productId, UUID userId) {
    members.lock(teamId);
    Product product = find(teamId, productId);
    if (members.roleOf(teamId, userId).filter(role -> role != Role.VIEWER).isEmpty()) {
      throw new Problem(HttpStatus.CONFLICT, "creator-role");
    }
    if (product.view().createdBy().equals(userId)) {
      return;
    }
    product.giveTo(userId);
    products.saveAndFlush(product);
    access.changed(teamId);
    people
        .find(userId)
        .ifPresent(
            to ->
                messages.send(
                    "product-transferred",
                    to.recipient(),
                    teamId,
                    Map.of("team", members.nameOf(teamId), "product", product.view().name())));
  }

  private static Problem staleVersion(long current) {
    return new Problem(HttpStatus.CONFLICT, "stale-version", Map.of("version", current));
  }

  private Product find(UUID teamId, UUID productId) {
    return products
        .findByTeamIdAndProductId(teamId, productId)
        .orElseThrow(() -> Problem.notFound("product"));
  }
}
