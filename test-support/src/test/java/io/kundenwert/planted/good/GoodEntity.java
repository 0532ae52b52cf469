package io.kundenwert.planted.good;

import jakarta.persistence.Entity;

@Entity
class GoodEntity {}
