"""What lists and tables show: QAbstractItemModels over core's frozen values. They tell; widgets draw; core knows."""
