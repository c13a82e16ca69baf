package io.drinkd.appliance.directory;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.JVMDefaultTrustManager;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import io.drinkd.appliance.config.DirectorySettings;
import java.io.File;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/**
 * Connections to a directory: encrypted, its certificate and host name checked, bounded in number
 * and time.
 */
final class LdapConnections {

  /** Far more than a name and the attributes that say whether an entry is locked. */
  private static final int MESSAGE_BYTES_MAX = 64 << 10;

  private LdapConnections() {}

  /** A pool that connects when a connection is first needed. */
  static LDAPConnectionPool pool(DirectorySettings settings) {
    int timeoutMillis = Math.toIntExact(settings.timeout().toMillis());
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setConnectTimeoutMillis(timeoutMillis);
    options.setResponseTimeoutMillis(timeoutMillis);
    options.setAbandonOnTimeout(true);
    options.setFollowReferrals(false);
    options.setMaxMessageSize(MESSAGE_BYTES_MAX);
    options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
    try {
      SSLContext context = new SSLUtil(trust(settings)).createSSLContext();
      ServerSet server =
          settings.server().ldaps()
              ? new SingleServerSet(
                  settings.server().host(),
                  settings.server().port(),
                  context.getSocketFactory(),
                  options)
              : new SingleServerSet(settings.server().host(), settings.server().port(), options);
      PostConnectProcessor startTls =
          settings.server().ldaps() ? null : new StartTLSPostConnectProcessor(context);
      BindRequest lookup =
          settings
              .account()
              .map(account -> new SimpleBindRequest(account.name(), account.password()))
              .orElseGet(SimpleBindRequest::new);
      LDAPConnectionPool pool =
          new LDAPConnectionPool(server, lookup, 0, settings.connections(), startTls, false);
      pool.setRetryFailedOperationsDueToInvalidConnections(true);
      return pool;
    } catch (LDAPException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "directory " + settings + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static X509TrustManager trust(DirectorySettings settings) throws KeyStoreException {
    return settings.server().trust().isPresent()
        ? new PEMFileTrustManager(new File(settings.server().trust().get()))
        : JVMDefaultTrustManager.getInstance();
  }
}
