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
import io.drinkd.appliance.member.Directory;
import io.drinkd.appliance.member.LoginUnavailableException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks an LDAP directory, over TLS only. A password is right if the directory lets its owner in
 * with it. Whatever a client typed becomes a value of a filter or of a name by the library's own
 * types, never by joining texts.
 *
 * <p>Threads of its own wait for the directory, one for each connection; whoever asks waits no
 * longer than the settings' time-out, also while a directory that does not answer holds them all.
 */
public final class LdapDirectory implements Directory {

  private static final int WAITING_MAX = 256;
  private static final String GROUP_MEMBER = "member";

  /** What a directory answers when it does not let somebody in. */
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
    // A directory takes a bind without a password for one of nobody in particular, and says yes.
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

  private Optional<Person> bind(String name, String password) throws LDAPException {
    Optional<SearchResultEntry> entry = find(settings.entries().nameAttribute(), name);
    // For a name that nobody has as well: it takes as long.
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
          new LoginUnavailableException("more than " + WAITING_MAX + " logins wait", e));
    }
    return answer
        .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(unavailable(failure)));
  }

  private static <T> void complete(CompletableFuture<T> answer, Question<T> question) {
    // Whoever asked has gone meanwhile: a password that nobody waits for is not tried.
    if (answer.isDone()) {
      return;
    }
    try {
      answer.complete(question.ask());
    } catch (LDAPException | RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private LoginUnavailableException unavailable(Throwable failure) {
    String why =
        failure instanceof TimeoutException
            ? "no answer within " + settings.timeout().toMillis() + " ms"
            : failure.getMessage();
    return new LoginUnavailableException("directory " + settings + ": " + why, failure);
  }

  /** Closes the connections. */
  @Override
  public void close() {
    executor.shutdownNow();
    connections.close();
  }
}
