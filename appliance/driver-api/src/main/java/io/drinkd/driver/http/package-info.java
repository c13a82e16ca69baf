/**
 * HTTP/1.1 for boards that get a connection for each question: {@link
 * io.drinkd.driver.http.HttpBoard} makes the questions, {@link io.drinkd.driver.http.HttpCodec} is
 * their codec, and {@link io.drinkd.driver.http.HttpAnswer} is what a driver's protocol gets.
 *
 * <p>It knows no board and no path; it is used by drivers alone, and the links do not know it.
 */
package io.drinkd.driver.http;
