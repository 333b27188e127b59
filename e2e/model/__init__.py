"""The value types that the whole suite shares. Nothing here needs a browser or pytest."""
