package io.kundenwert.gateway.session;

import io.kundenwert.gateway.address.Addresses;
import io.kundenwert.gateway.address.ClientAddress;
import io.kundenwert.gateway.problem.GatewayProblem;
import io.kundenwert.gateway.token.Credential;
import io.kundenwert.gateway.token.Purpose;
import io.kundenwert.gateway.token.Sender;
import io.kundenwert.gateway.token.SignIn;
import io.kundenwert.gateway.token.TokenEndpoint;
import io.kundenwert.gateway.token.Tokens;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signs browsers in and out. Every sign-in brings a new secret: no cookie from before lives on. */
@RestController
@Hidden
class SignInController {
  private static final Logger log = LoggerFactory.getLogger(SignInController.class);

  private final TokenEndpoint endpoint;
  private final Tokens tokens;
  private final Credentials credentials;
  private final SessionCookies cookies;
  private final SessionCsrf csrf;
  private final ClientAddress addresses;

  SignInController(
      TokenEndpoint endpoint,
      Tokens tokens,
      Credentials credentials,
      SessionCookies cookies,
      SessionCsrf csrf,
      ClientAddress addresses) {
    this.endpoint = endpoint;
    this.tokens = tokens;
    this.credentials = credentials;
    this.cookies = cookies;
    this.csrf = csrf;
    this.addresses = addresses;
  }

  /** Who wants to sign in. */
  record Attempt(@Nullable String email, @Nullable String password) {
    @Override
    public String toString() {
      return "Attempt";
    }
  }

  @PostMapping(path = Addresses.SIGN_IN, consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void signIn(
      @RequestBody Attempt attempt, HttpServletRequest request, HttpServletResponse response) {
    String email = attempt.email();
    String password = attempt.password();
    if (email == null || email.isBlank() || password == null || password.isEmpty()) {
      throw GatewayProblem.invalidRequest();
    }
    Sender sender = Sender.of(request, addresses);
    SignIn result = endpoint.signIn(email, password, cookies.device(request), sender);
    switch (result) {
      case SignIn.Session session -> {
        cookies.keepSession(request, response, session.secret(), session.lifetime());
        if (session.device() != null) {
          cookies.keepDevice(request, response, session.device());
        }
        csrf.begin(request, response, session.secret());
        endReplaced(session(request), sender);
      }
      case SignIn.Refused refused -> throw GatewayProblem.signInRefused();
      case SignIn.Throttled throttled -> throw GatewayProblem.signInThrottled(throttled.seconds());
    }
  }

  /** Without a session there is nothing to do, and that is well. */
  @PostMapping(Addresses.SIGN_OUT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void signOut(HttpServletRequest request, HttpServletResponse response) {
    Optional<Credential> session = session(request);
    if (session.isEmpty()) {
      return;
    }
    end(session.get(), Sender.of(request, addresses));
    cookies.forgetSession(request, response);
    cookies.forgetCsrf(request, response);
  }

  /** A browser has one session: the one that its cookie named before ends. */
  private void endReplaced(Optional<Credential> before, Sender sender) {
    try {
      before.ifPresent(session -> end(session, sender));
    } catch (GatewayProblem away) {
      // The person is signed in all the same; they find the other one among their sessions.
      log.warn("The session before could not be ended: {}", away.getMessage());
    }
  }

  private void end(Credential session, Sender sender) {
    tokens.of(session, Purpose.CALL, sender).ifPresent(token -> endpoint.endSession(token, sender));
    tokens.forget(session);
  }

  private Optional<Credential> session(HttpServletRequest request) {
    return credentials
        .of(request)
        .filter(credential -> credential.kind() == Credential.Kind.SESSION);
  }
}
