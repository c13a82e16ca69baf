package io.drinkd.appliance.directory;

import com.unboundid.ldap.sdk.AsyncRequestID;
import com.unboundid.ldap.sdk.AsyncSearchResultListener;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A search of which no more is read than two entries, whatever the directory sends, and for no
 * longer than its deadline: a search that is still sending then loses its connection.
 */
final class BoundedSearch implements AsyncSearchResultListener {

  /** One is wanted; two tell that there are several. */
  private static final int ENTRIES_MAX = 2;

  private static final long serialVersionUID = 1;

  private final transient List<SearchResultEntry> entries = new ArrayList<>();
  private final transient CompletableFuture<Void> end = new CompletableFuture<>();
  private volatile boolean cutShort;

  private BoundedSearch() {}

  /**
   * Searches.
   *
   * @return at most two entries
   * @throws LDAPException if the directory cannot be asked or fails
   */
  static List<SearchResultEntry> find(
      LDAPConnectionPool pool, Deadline deadline, Scope scope, Filter filter, String... attributes)
      throws LDAPException {
    LDAPConnection connection = pool.getConnection();
    try {
      return new BoundedSearch().run(pool, connection, deadline, scope, filter, attributes);
    } catch (LDAPException e) {
      if (e.getResultCode() != ResultCode.SERVER_DOWN) {
        throw e;
      }
      // The directory had closed the connection while it was idle.
      LDAPConnection other = pool.getConnection();
      return new BoundedSearch().run(pool, other, deadline, scope, filter, attributes);
    }
  }

  /** Where to search. */
  record Scope(String base, SearchScope depth) {}

  private List<SearchResultEntry> run(
      LDAPConnectionPool pool,
      LDAPConnection connection,
      Deadline deadline,
      Scope scope,
      Filter filter,
      String... attributes)
      throws LDAPException {
    boolean usable = false;
    try {
      SearchRequest request =
          new SearchRequest(this, scope.base(), scope.depth(), filter, attributes);
      request.setSizeLimit(ENTRIES_MAX);
      connection.asyncSearch(request);
      end.get(deadline.leftMillis(), TimeUnit.MILLISECONDS);
      usable = !cutShort;
      return List.copyOf(entries);
    } catch (ExecutionException e) {
      LDAPException failure = (LDAPException) e.getCause();
      usable = failure.getResultCode().isConnectionUsable();
      throw failure;
    } catch (TimeoutException e) {
      throw new LDAPException(ResultCode.TIMEOUT, "the answer does not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LDAPException(ResultCode.USER_CANCELED, "the appliance is stopping", e);
    } finally {
      if (usable) {
        pool.releaseConnection(connection);
      } else {
        pool.discardConnection(connection);
      }
    }
  }

  @Override
  public void searchEntryReturned(SearchResultEntry entry) {
    if (entries.size() < ENTRIES_MAX) {
      entries.add(entry);
    } else {
      cutShort = true;
      end.complete(null);
    }
  }

  @Override
  public void searchReferenceReturned(SearchResultReference reference) {
    // Referrals are not followed.
  }

  @Override
  public void searchResultReceived(AsyncRequestID request, SearchResult result) {
    ResultCode code = result.getResultCode();
    if (code == ResultCode.SUCCESS || code == ResultCode.SIZE_LIMIT_EXCEEDED) {
      end.complete(null);
    } else {
      end.completeExceptionally(new LDAPException(result));
    }
  }
}
