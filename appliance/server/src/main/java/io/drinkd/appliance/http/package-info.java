/**
 * The transport of all doors that speak HTTP, on Jetty: listening, TLS, whose connections are
 * accepted and how many, how large a request may be, and how long a client may be idle. A door
 * brings a handler.
 *
 * <p>It knows no page, no member and no machine. For doors that speak in lines there is {@code
 * net}.
 */
package io.drinkd.appliance.http;
