package io.drinkd.client.wire;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Puts TLS on a connection; certificate and host name are checked. */
final class TlsSockets {

  private static final int HANDSHAKE_MILLIS = 10_000;

  private TlsSockets() {}

  static Socket over(Socket plain, Address address, Trust trust) throws IOException {
    SSLSocket socket;
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(trust), null);
      socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(plain, address.host(), address.port(), true);
    } catch (GeneralSecurityException e) {
      throw new FailedException(ExitCode.FAILED, "this Java cannot do TLS");
    }
    if (!trust.anyone()) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    socket.setSoTimeout(HANDSHAKE_MILLIS);
    try {
      socket.startHandshake();
    } catch (SSLException e) {
      throw refused(address, e);
    }
    socket.setSoTimeout(0);
    return socket;
  }

  private static FailedException refused(Address address, SSLException failure) {
    Throwable cause = failure;
    boolean certificate = false;
    boolean unknown = false;
    boolean expired = false;
    while (cause != null) {
      certificate |= cause instanceof CertificateException;
      unknown |= cause instanceof CertPathBuilderException;
      expired |= cause instanceof CertificateExpiredException;
      cause = cause.getCause();
    }
    String who = "the certificate of " + address + " ";
    if (expired) {
      return notTrusted(who + "is not valid any more");
    }
    if (unknown) {
      return notTrusted(
          who
              + "is signed by nobody whom this computer trusts; \"trust = FILE\" in the settings"
              + " names a certificate to trust");
    }
    if (certificate) {
      return notTrusted(who + "is for another host");
    }
    return new FailedException(
        ExitCode.NO_CONNECTION, address + " speaks no TLS, or none that this Java accepts");
  }

  private static FailedException notTrusted(String message) {
    return new FailedException(ExitCode.NOT_TRUSTED, message);
  }

  /** Null stands for those of Java. */
  private static TrustManager[] managers(Trust trust) throws GeneralSecurityException {
    if (trust.anyone()) {
      return new TrustManager[] {new TrustsAnyone()};
    }
    if (trust.certificates().isEmpty()) {
      return null;
    }
    KeyStore store = keyStore(trust.certificates().get());
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore keyStore(Path file) throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    try (InputStream in = Files.newInputStream(file)) {
      store.load(null, null);
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("trusted-" + number++, one);
      }
      if (number == 0) {
        throw FailedException.usage(file + ": found no certificate, expected some in PEM");
      }
      return store;
    } catch (IOException e) {
      throw FailedException.usage(file + ": cannot be read, expected certificates in PEM");
    } catch (CertificateException e) {
      throw FailedException.usage(file + ": found something else, expected certificates in PEM");
    }
  }

  /** For whoever asked for it. */
  private static final class TrustsAnyone extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
