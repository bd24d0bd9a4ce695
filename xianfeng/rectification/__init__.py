"""Problems and orders: raised, put right, verified, closed by who raised them."""
