/**
 * What is measured, one class a case. A case says under which loads, in which order and against
 * which target; how servers are started, loaded and reported stands in the packages below.
 *
 * <p>It must not know the command line, nor of the appliance more than its protocol; only the books
 * of {@code growth} know tables.
 */
package io.drinkd.bench.cases;
