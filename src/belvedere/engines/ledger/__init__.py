"""Tamper-evident records: canonical JSON, hash chains, Merkle trees and the receipts that they prove."""
