from soesmart.demo.portal.build import build_portal

__all__ = ["build_portal"]
