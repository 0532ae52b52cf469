package io.kundenwert.team.session.web;

import io.kundenwert.support.identity.Caller;
import io.kundenwert.team.session.Sessions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/sessions")
@Tag(name = "Account")
class SessionsController {
  private final Sessions sessions;

  SessionsController(Sessions sessions) {
    this.sessions = sessions;
  }

  /** One's sessions. */
  record SessionList(List<Sessions.SessionView> items) {}

  @GetMapping
  @Operation(operationId = "listSessions", summary = "Browsers in which one is signed in")
  SessionList list(Caller caller) {
    caller.requireSession();
    return new SessionList(sessions.of(caller.userId(), caller.sessionId()));
  }

  @DeleteMapping("/{sessionId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(operationId = "endSession", summary = "Ends one of one's sessions")
  void end(Caller caller, @PathVariable UUID sessionId) {
    caller.requireSession();
    sessions.end(caller.userId(), sessionId);
  }

  @DeleteMapping("/current")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(operationId = "endThisSession", summary = "Signs out")
  void endCurrent(Caller caller) {
    caller.requireSession();
    if (caller.sessionId() != null) {
      sessions.end(caller.userId(), caller.sessionId());
    }
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(operationId = "endOtherSessions", summary = "Ends all sessions but this one")
  void endOthers(Caller caller) {
    caller.requireSession();
    sessions.endOthers(caller.userId(), caller.sessionId());
  }
}
