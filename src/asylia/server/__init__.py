"""Starting Asylia: settings, the web server and the `asylia` command."""
