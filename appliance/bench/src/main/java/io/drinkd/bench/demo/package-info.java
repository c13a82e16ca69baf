/**
 * Makes up what an appliance would have in its books after a month, so that whoever tries it sees
 * more than empty lists. It exists apart because nothing is measured here.
 *
 * <p>It must not know the appliance's code: it writes the tables, whose own rules hold it to what
 * the appliance would have written, and a test has the appliance verify and read them.
 */
package io.drinkd.bench.demo;
