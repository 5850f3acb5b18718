"""These tests need a Rasa server: `make test-rasa` starts it and tells its address.

Without an address there is nothing here, so that `make test` neither runs nor skips them.
"""

import os
from typing import Final

ADDRESS: Final = "PANA_TEST_RASA_URL"

collect_ignore_glob = [] if ADDRESS in os.environ else ["test_*.py"]
