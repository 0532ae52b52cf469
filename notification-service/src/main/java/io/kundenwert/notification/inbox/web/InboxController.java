package io.kundenwert.notification.inbox.web;

import io.kundenwert.notification.inbox.Inbox;
import io.kundenwert.notification.inbox.InboxEntry;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.lists.ListPage;
import io.kundenwert.support.lists.ListQuery;
import io.kundenwert.support.problem.ProblemWriter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/teams/{teamId}/inbox")
@Tag(name = "Inbox")
class InboxController {
  private final Inbox inbox;
  private final AccessGuard guard;

  InboxController(Inbox inbox, AccessGuard guard) {
    this.inbox = inbox;
    this.guard = guard;
  }

  /** The answer: a page of entries, and how many are unread in all. */
  record InboxPage(
      List<InboxEntry> items, @Nullable String next, @Nullable String prev, long unread) {}

  @GetMapping
  @Operation(operationId = "listInbox", summary = "The caller's own notifications, newest first")
  InboxPage list(
      Caller caller,
      @PathVariable UUID teamId,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String before,
      @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String acceptLanguage) {
    guard.require(caller, teamId, Action.VIEW_INBOX);
    ListPage<InboxEntry> page =
        inbox.page(
            teamId,
            caller.userId(),
            ListQuery.of(limit, after, before),
            ProblemWriter.language(acceptLanguage));
    return new InboxPage(
        page.items(), page.next(), page.prev(), inbox.unread(teamId, caller.userId()));
  }

  @PostMapping("/{entryId}/read")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(operationId = "markRead", summary = "Marks one of the caller's notifications as read")
  void read(Caller caller, @PathVariable UUID teamId, @PathVariable UUID entryId) {
    guard.require(caller, teamId, Action.VIEW_INBOX);
    inbox.markRead(teamId, caller.userId(), entryId);
  }

  @PostMapping("/read")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      operationId = "markAllRead",
      summary = "Marks the caller's notifications as read, up to the newest that was seen")
  void readUpTo(Caller caller, @PathVariable UUID teamId, @RequestParam UUID upTo) {
    guard.require(caller, teamId, Action.VIEW_INBOX);
    inbox.markReadUpTo(teamId, caller.userId(), upTo);
  }
}
