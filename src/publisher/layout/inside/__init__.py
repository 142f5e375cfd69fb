"""The only room that touches WeasyPrint's private names, all for version 70.0 exactly."""
