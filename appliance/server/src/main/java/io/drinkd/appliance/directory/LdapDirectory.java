package io.drinkd.appliance.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import io.drinkd.appliance.config.DirectorySettings;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.Directory;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Queries an LDAP directory, over TLS only. A password is right if the directory accepts a bind
 * with it. Whatever a client typed is put into filters and names by the library's own types, never
 * by concatenation.
 *
 * <p>Threads of its own wait for the directory, one for each connection. A query fails when the
 * settings' time-out is over, also while all threads wait for a directory that does not answer.
 */
public final class LdapDirectory implements Directory {

  private static final int WAITING_MAX = 256;
  private static final String GROUP_MEMBER = "member";

  /** What a directory answers to a bind with a wrong name or password. */
  private static final Set<ResultCode> REFUSALS =
      Set.of(
          ResultCode.INVALID_CREDENTIALS,
          ResultCode.NO_SUCH_OBJECT,
          ResultCode.INAPPROPRIATE_AUTHENTICATION,
          ResultCode.CONSTRAINT_VIOLATION,
          ResultCode.UNWILLING_TO_PERFORM);

  private final DirectorySettings settings;
  private final LDAPConnectionPool connections;
  private final ThreadPoolExecutor executor;

  private interface Question<T> {
    T ask() throws LDAPException;
  }

  /** Connects when it is first asked, so that the appliance starts without its directory. */
  public LdapDirectory(DirectorySettings settings) {
    this.settings = settings;
    connections = LdapConnections.pool(settings);
    executor =
        new ThreadPoolExecutor(
            settings.connections(),
            settings.connections(),
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            task -> {
              Thread thread = new Thread(task, "directory");
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
  }

  @Override
  public CompletableFuture<Optional<Person>> authenticate(String name, String password) {
    // A bind without a password is an anonymous one (RFC 4513), which many directories accept.
    if (password.isEmpty() || name.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return answer(() -> bind(name, password));
  }

  @Override
  public CompletableFuture<Optional<Person>> findByIbutton(String id) {
    Optional<String> attribute = settings.entries().ibuttonAttribute();
    if (attribute.isEmpty() || id.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return answer(() -> person(find(attribute.get(), id)));
  }

  /** Asks for what every directory tells to everybody: its own description. */
  @Override
  public CompletableFuture<Void> check() {
    return answer(
        () -> {
          connections.getRootDSE();
          return null;
        });
  }

  private Optional<Person> bind(String name, String password) throws LDAPException {
    Optional<SearchResultEntry> entry = find(settings.entries().nameAttribute(), name);
    // A bind for an unknown name too, so that it takes as long.
    DN dn =
        entry.isPresent()
            ? entry.get().getParsedDN()
            : new DN(
                new RDN(settings.entries().nameAttribute(), name),
                new DN(settings.entries().base()));
    try {
      connections.bindAndRevertAuthentication(new SimpleBindRequest(dn, password));
    } catch (LDAPException e) {
      if (REFUSALS.contains(e.getResultCode())) {
        return Optional.empty();
      }
      throw e;
    }
    return person(entry);
  }

  /** The one entry that has the value; empty if none or several have. */
  private Optional<SearchResultEntry> find(String attribute, String value) throws LDAPException {
    SearchRequest request =
        new SearchRequest(
            settings.entries().base(),
            SearchScope.SUB,
            Filter.createEqualityFilter(attribute, value),
            settings.entries().nameAttribute());
    request.setSizeLimit(2);
    var found = connections.search(request).getSearchEntries();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private Optional<Person> person(Optional<SearchResultEntry> entry) throws LDAPException {
    if (entry.isEmpty() || !entry.get().hasAttribute(settings.entries().nameAttribute())) {
      return Optional.empty();
    }
    Optional<Boolean> admin =
        settings.entries().adminGroup().isPresent()
            ? Optional.of(isIn(settings.entries().adminGroup().get(), entry.get().getDN()))
            : Optional.empty();
    return Optional.of(
        new Person(entry.get().getAttributeValue(settings.entries().nameAttribute()), admin));
  }

  private boolean isIn(String group, String dn) throws LDAPException {
    SearchRequest request =
        new SearchRequest(
            group, SearchScope.BASE, Filter.createEqualityFilter(GROUP_MEMBER, dn), "1.1");
    return connections.search(request).getEntryCount() > 0;
  }

  private <T> CompletableFuture<T> answer(Question<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      executor.execute(() -> complete(answer, question));
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new RefusedException(
              Refusal.NOT_READY, "more than " + WAITING_MAX + " logins wait; try again"));
    }
    return answer
        .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(unavailable(failure)));
  }

  private static <T> void complete(CompletableFuture<T> answer, Question<T> question) {
    // The time-out is over: a password that nobody waits for any more is not tried.
    if (answer.isDone()) {
      return;
    }
    try {
      answer.complete(question.ask());
    } catch (LDAPException | RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private RefusedException unavailable(Throwable failure) {
    String why =
        failure instanceof TimeoutException
            ? "no answer within " + settings.timeout().toMillis() + " ms"
            : failure.getMessage();
    return new RefusedException(Refusal.NOT_READY, "directory " + settings + ": " + why);
  }

  /** Closes the connections. */
  @Override
  public void close() {
    executor.shutdownNow();
    connections.close();
  }
}
