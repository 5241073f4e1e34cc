/** Pictures as planes of levels: files of them, colours, and changes of size. */
package org.bcnn.tasks.image;
