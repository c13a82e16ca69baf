/**
 * Measures the appliance from outside, as its clients meet it. This package is the command line and
 * the list of cases.
 *
 * <p>It must not know how anything is measured. Nothing depends on the bench, and no test depends
 * on a figure.
 */
package io.drinkd.bench;
