package io.kundenwert.team.account;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Looks people up, for features that show or invite them. */
@Component
public class People {
  private final JdbcClient jdbc;

  People(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The person of a user id; empty if there is no account. */
  @Transactional(readOnly = true)
  public Optional<Person> find(UUID userId) {
    return jdbc.sql("SELECT user_id AS id, email, name, language FROM account WHERE user_id = ?")
        .param(userId)
        .query(Person.class)
        .optional();
  }

  /**
   * The person with a confirmed account of that address.
   *
   * @param emailKey normalised address
   */
  @Transactional(readOnly = true)
  public Optional<Person> confirmedWith(String emailKey) {
    return jdbc.sql(
            """
            SELECT user_id AS id, email, name, language FROM account
             WHERE email_key = ? AND confirmed_at IS NOT NULL
            """)
        .param(emailKey)
        .query(Person.class)
        .optional();
  }

  /** The people of some user ids; who has no account is missing. */
  @Transactional(readOnly = true)
  public Map<UUID, Person> of(Collection<UUID> userIds) {
    if (userIds.isEmpty()) {
      return Map.of();
    }
    return jdbc
        .sql(
            """
            SELECT user_id AS id, email, name, language FROM account WHERE user_id = ANY(?)
            """)
        .param(userIds.toArray(UUID[]::new))
        .query(Person.class)
        .stream()
        .collect(Collectors.toMap(Person::id, person -> person));
  }
}
