"""What helps a proofreader. A proof is useful: it points the eye and stops nothing."""
